source("witness.R")
lambda2 <- function(C) { off <- C; diag(off) <- 0; k <- ncol(C); (sum(off) + sqrt(k / (k - 1) * sum(off^2))) / sum(C) }
record("guttman_lambda2", "(sum(off) + sqrt(k/(k - 1) sum(off^2)))/sum(C), C = cov(d), off = C without its diagonal", character(),
       list(AGREE, LEAD), function(d) list(value = lambda2(cov(d))), 1e-10,
       list(covariance = THREE, value = (10 + sqrt(27)) / 19, arithmetic = "10/19 + sqrt(3/2 x 2 (4 + 4 + 1))/19 = (10 + sqrt(27))/19"))
