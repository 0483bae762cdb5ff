# Alpha of the six scales of bangs18 in wave 1, for everybody and by country. Run in this folder: Rscript alpha_bangs18.R
#
# Rows: wave 1. Of one person's rows in the wave the last (in the order of the file) with all 18 answered is kept; where
# none is whole, the last with the most answered. Scale by scale, the rows that answered all three items are used. By
# country: people whom pid_country.csv names; the others count for everybody only.
suppressPackageStartupMessages({library(psych); library(jsonlite)})
d <- read.csv("survey_biweekly.csv.gz", na.strings = "NA")
items <- paste0("bangs_", 1:18)
scales <- list(as = 1:3, af = 4:6, cs = 7:9, cf = 10:12, rs = 13:15, rf = 16:18)

d <- d[d$wave == 1, ]
rows_in_wave <- nrow(d)
d$answered <- rowSums(!is.na(d[, items]))
d$place <- seq_len(nrow(d))
d <- d[order(d$pid, -d$answered, -d$place), ]
d <- d[!duplicated(d$pid), ]
country <- read.csv("pid_country.csv")
d$country <- country$country[match(d$pid, country$pid)]

one <- function(x) {
  x <- x[complete.cases(x), ]
  t <- psych::alpha(x, check.keys = FALSE, warnings = FALSE)
  list(n = nrow(x), alpha = t$total$raw_alpha, feldt_lower = as.numeric(t$feldt$lower.ci),
       feldt_upper = as.numeric(t$feldt$upper.ci), alpha_if_dropped = t$alpha.drop$raw_alpha, item_rest = t$item.stats$r.drop)
}
all_scales <- function(x) lapply(scales, function(i) one(x[, items[i]]))
groups <- sort(unique(na.omit(d$country)))
doc <- list(
  call = "psych::alpha(x, check.keys = FALSE): total$raw_alpha, feldt, alpha.drop$raw_alpha, item.stats$r.drop",
  script = "alpha_bangs18.R",
  versions = list(R = paste(R.version$major, R.version$minor, sep = "."), psych = as.character(packageVersion("psych"))),
  rows = "wave 1; of one person's rows the last with all 18 answered, else the last with the most answered; complete cases by scale",
  rows_in_wave = rows_in_wave, people = nrow(d), repeated = rows_in_wave - nrow(d), not_answered = sum(d$answered == 0),
  without_country = sum(is.na(d$country)),
  overall = all_scales(d),
  by_country = sapply(groups, function(g) all_scales(d[which(d$country == g), ]), simplify = FALSE))
writeLines(toJSON(doc, auto_unbox = TRUE, digits = NA, pretty = TRUE), "alpha_bangs18.json")
