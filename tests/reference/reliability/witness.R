# Shared by the scripts beside it: reads a data set as the reference cases do, writes <coefficient>.json.
# Run from this folder: Rscript alpha.R
suppressPackageStartupMessages(library(jsonlite))

answers <- function(case) {
  d <- read.csv(file.path("..", "datasets", case$dataset), check.names = FALSE)
  for (v in case$reversed) d[[v]] <- sum(case$range) - d[[v]]
  d <- d[, unlist(case$items)]
  d[complete.cases(d), ]
}
AGREE <- list(dataset = "bfi.csv", items = as.list(paste0("A", 1:5)), reversed = list("A1"), range = c(1, 6))
LEAD <- list(dataset = "lead_climate.csv", items = as.list(sprintf("LEAD%02d", 1:11)), reversed = list(), range = c(1, 5))
SPEED <- list(dataset = "hs1939.csv", items = as.list(paste0("x", 7:9)), reversed = list(), range = list())
PAIR <- list(dataset = "lead_climate.csv", items = as.list(c("TSIG01", "TSIG02")), reversed = list(), range = c(1, 5))

# by_hand: list(covariance, value, arithmetic). value(d): one number, or a list with value and se.
record <- function(coefficient, call, packages, cases, value, tolerance, by_hand) {
  done <- lapply(cases, function(case) {
    d <- answers(case)
    found <- value(d)
    c(list(source = "R"), case, list(n = nrow(d)), as.list(found), list(tolerance = tolerance))
  })
  hand <- c(list(source = "by hand"), by_hand, list(tolerance = 1e-9))
  versions <- c(list(R = paste(R.version$major, R.version$minor, sep = ".")),
                sapply(packages, function(p) as.character(packageVersion(p)), simplify = FALSE))
  doc <- list(coefficient = coefficient, script = paste0(coefficient, ".R"), call = call, versions = versions,
              cases = c(done, list(hand)))
  writeLines(toJSON(doc, auto_unbox = TRUE, digits = NA, pretty = TRUE), paste0(coefficient, ".json"))
}
# Loadings 2, 1, 1 and uniquenesses 1, 1, 1.
THREE <- list(c(5, 2, 2), c(2, 2, 1), c(2, 1, 2))
