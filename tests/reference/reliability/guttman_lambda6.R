source("witness.R")
residual <- function(d) sapply(seq_along(d), function(i) { f <- lm(d[[i]] ~ as.matrix(d[-i])); sum(resid(f)^2) / (nrow(d) - 1) })
record("guttman_lambda6", "1 - sum(residual variances of lm(item ~ other items))/sum(cov(d))", character(),
       list(AGREE, LEAD), function(d) list(value = 1 - sum(residual(d)) / sum(cov(d))), 1e-10,
       list(covariance = THREE, value = 43 / 57, arithmetic = "residuals 5 - 8/3 = 7/3, 2 - 5/6 = 7/6, 7/6; 1 - (14/3)/19 = 43/57"))
