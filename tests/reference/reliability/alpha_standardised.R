source("witness.R")
suppressPackageStartupMessages(library(psych))
r <- (4 / sqrt(10) + 1 / 2) / 3
record("alpha_standardised", "psych::alpha(d, check.keys = FALSE)$total$std.alpha", "psych", list(AGREE, LEAD),
       function(d) list(value = alpha(d, check.keys = FALSE, warnings = FALSE)$total$std.alpha), 1e-10,
       list(covariance = THREE, value = 3 * r / (1 + 2 * r),
            arithmetic = "mean correlation r = (2/sqrt(10) + 2/sqrt(10) + 1/2)/3; 3 r/(1 + 2 r)"))
