source("witness.R")
suppressPackageStartupMessages(library(psych))
record("alpha", "psych::alpha(d, check.keys = FALSE)$total: raw_alpha, ase", "psych", list(AGREE, LEAD, PAIR),
       function(d) { t <- alpha(d, check.keys = FALSE, warnings = FALSE)$total; list(value = t$raw_alpha, se = t$ase) }, 1e-10,
       list(covariance = THREE, value = 15 / 19, arithmetic = "3/2 (1 - 9/19) = 15/19"))
