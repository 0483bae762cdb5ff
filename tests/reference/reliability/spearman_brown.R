source("witness.R")
suppressPackageStartupMessages(library(psych))
record("spearman_brown", "psych::alpha(d, check.keys = FALSE)$total$std.alpha, two items", "psych", list(PAIR),
       function(d) list(value = alpha(d, check.keys = FALSE, warnings = FALSE)$total$std.alpha), 1e-10,
       list(covariance = list(c(4, 3), c(3, 9)), value = 2 / 3, arithmetic = "r = 3/sqrt(4 x 9) = 1/2; 2 r/(1 + r) = 2/3"))
