`%||%` <- function(a, b) if (is.null(a)) b else a
# Shared by the R adaptors: load a data set, time the work, print one JSON line.
t00 <- proc.time()[["elapsed"]]
DIR <- file.path(Sys.getenv("TMPDIR", dirname(tempdir())), "sdtclimate-bench")
suppressMessages(library(jsonlite))
t_imp0 <- proc.time()[["elapsed"]]
import_seconds <- NA
imported <- function() import_seconds <<- proc.time()[["elapsed"]] - t_imp0

load_data <- function(name) {
  meta <- fromJSON(file.path(DIR, paste0(name, ".json")))
  x <- readBin(file.path(DIR, paste0(name, ".i8")), "integer", n = meta$n * meta$items, size = 1L, signed = TRUE)
  x[x < 0L] <- NA_integer_
  dim(x) <- c(meta$n, meta$items)
  colnames(x) <- paste0("x", seq_len(meta$items))
  meta$group <- NULL
  if (isTRUE(meta$groups))
    meta$group <- readBin(file.path(DIR, paste0(name, ".grp")), "integer", n = meta$n, size = 1L)
  list(x = x, df = as.data.frame(x), meta = meta)
}
lavsyntax <- function(meta, factors = meta$factors) {
  per <- meta$items %/% factors
  paste(sapply(seq_len(factors), function(f)
    paste0("F", f, " =~ ", paste0("x", (f - 1) * per + seq_len(per), collapse = " + "))), collapse = "\n")
}
now <- function() as.numeric(Sys.time())
measure <- function(work, scale = 1, reps = 7) {
  times <- c(); value <- NULL
  while (length(times) < reps && (length(times) == 0 || sum(times) < 2)) {
    t <- now(); value <- work(); times <- c(times, now() - t)
  }
  list(timing = list(seconds = median(times) * scale, first_seconds = times[1] * scale, reps = length(times),
                     scale = scale), value = value)
}
skip <- function(msg) stop(structure(class = c("skip", "error", "condition"), list(message = msg, call = NULL)))
main <- function(table) {
  args <- commandArgs(TRUE)
  if (length(args) < 1 || args[1] == "--list") { cat(toJSON(sort(names(table))), "\n"); return(invisible()) }
  work <- args[1]; data <- if (length(args) > 1) args[2] else "base"
  out <- list(workload = work, data = data, import_seconds = import_seconds,
              R = paste(R.version$major, R.version$minor, sep = "."))
  sink(stderr())
  res <- tryCatch({
    if (is.null(table[[work]])) skip("no such function")
    table[[work]](data)
  }, skip = function(e) list(skip = conditionMessage(e)),
     error = function(e) list(error = substr(conditionMessage(e), 1, 300)))
  sink()
  if (!is.null(res$timing)) { out <- c(out, res$timing); out$values <- res$values } else out <- c(out, res)
  cat(toJSON(out, auto_unbox = TRUE, digits = 9, na = "null"), "\n", sep = "")
}
