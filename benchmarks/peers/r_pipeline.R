# A small real-life survey, whole process from the CSV file: alpha, omega, fa, cfa, invariance.
# Usage: r_pipeline.R ml|wlsmv [n120]
t0 <- as.numeric(Sys.time())
suppressMessages({library(jsonlite); library(psych); library(GPArotation); library(lavaan)})
t1 <- as.numeric(Sys.time())
a <- commandArgs(TRUE); kind <- a[1]; name <- if (length(a) > 1) a[2] else "n120"
d <- read.csv(file.path(Sys.getenv("TMPDIR", dirname(tempdir())), "sdtclimate-bench", paste0(name, ".csv")))
items <- paste0("x", 1:36); X <- d[, items]
sink(stderr()); options(warn = -1); pdf(NULL)
step <- list(); tick <- function(nm, e) { t <- as.numeric(Sys.time()); r <- tryCatch(force(e), error = function(e) paste("ERROR:", conditionMessage(e)))
  step[[nm]] <<- as.numeric(Sys.time()) - t; r }
sc <- lapply(1:6, function(s) X[, (s - 1) * 6 + 1:6])
al <- tick("alpha", lapply(sc, psych::alpha))
om <- tick("omega", lapply(sc, psych::omega, nfactors = 1, plot = FALSE))
pa <- tick("parallel", fa.parallel(X, n.iter = 20, plot = FALSE))
ef <- tick("efa", fa(X, 6, rotate = "oblimin"))
mod <- paste(sapply(1:6, function(f) paste0("F", f, " =~ ", paste0("x", (f - 1) * 6 + 1:6, collapse = "+"))), collapse = "\n")
cf <- tick("cfa", if (kind == "ml") cfa(mod, d, estimator = "MLR") else cfa(mod, d, ordered = items))
inv <- tick("invariance", {
  f <- lapply(list("", "loadings", c("loadings", if (kind == "ml") "intercepts" else "thresholds")), function(eq)
    if (kind == "ml") cfa(mod, d, group = "group", group.equal = eq, estimator = "MLR") else
      cfa(mod, d, group = "group", group.equal = eq, ordered = items))
  lavTestLRT(f[[1]], f[[2]], f[[3]]) })
sink()
msg <- function(x) if (is.character(x)) x else "ok"
cat(toJSON(list(workload = paste0("pipeline_", kind), data = name, import_seconds = t1 - t0,
  seconds = as.numeric(Sys.time()) - t1, values = list(steps = step, cfa = msg(cf), invariance = msg(inv))),
  auto_unbox = TRUE, digits = 5), "\n", sep = "")
