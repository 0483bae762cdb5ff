source("witness.R")
suppressPackageStartupMessages(library(lavaan))
model <- function(items) {
  l <- paste0("l", seq_along(items)); u <- paste0("u", seq_along(items))
  common <- paste0("(", paste(l, collapse = " + "), ")^2")
  c(paste("f =~", paste0(l, "*", items, collapse = " + ")), paste0(items, " ~~ ", u, "*", items),
    paste0("omega := ", common, "/(", common, " + ", paste(u, collapse = " + "), ")"))
}
record("omega_total", "lavaan::cfa(one factor, d, std.lv = TRUE), omega := (sum l)^2/((sum l)^2 + sum u)", "lavaan", list(AGREE, LEAD, SPEED),
       function(d) { e <- parameterEstimates(cfa(model(names(d)), d, std.lv = TRUE)); e <- e[e$op == ":=", ]; list(value = as.numeric(e$est), se = as.numeric(e$se)) },
       1e-6, list(covariance = THREE, value = 16 / 19, arithmetic = "loadings 2, 1, 1 and uniquenesses 1, 1, 1 fit exactly: 16/(16 + 3)"))
