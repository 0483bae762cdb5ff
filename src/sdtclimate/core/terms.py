"""Words, codes and columns that every room shares. One word, one thing."""

from __future__ import annotations

from typing import Final

# Reasons for a missing answer. A reserved code stands in the cell of the answer itself.
MISSING_CODES: Final[dict[int, str]] = {
    -91: "blank",
    -92: "not_applicable",
    -93: "prefer_not",
    -94: "dont_know",
    -95: "not_presented",
    -96: "out_of_range",
}
MISSING_REASONS: Final[dict[str, int]] = {word: code for code, word in MISSING_CODES.items()}
BLANK, NOT_APPLICABLE, PREFER_NOT, DONT_KNOW, NOT_PRESENTED, OUT_OF_RANGE = MISSING_CODES
LOWEST_RESERVED: Final = min(MISSING_CODES)
HIGHEST_RESERVED: Final = max(MISSING_CODES)

MISSING_LABELS: Final[dict[str, str]] = {
    "blank": "left blank",
    "not_applicable": "does not apply to me",
    "prefer_not": "prefer not to say",
    "dont_know": "don't know, no basis to judge",
    "not_presented": "not presented",
    "out_of_range": "code outside the scale",
}

# Columns of a result frame: keys, what it is, the estimate, the two sides of a comparison.
KEY_COLUMNS: Final = ("scale", "item", "factor", "lhs", "op", "rhs", "role", "site", "wave")
STATISTIC_COLUMNS: Final = ("statistic", "variant")
ESTIMATE_COLUMNS: Final = ("estimate", "se", "ci_low", "ci_high", "level", "n", "k", "method", "status", "reason")
SIDE_COLUMNS: Final = ("n_psw", "n_staff", "n_sites")

ROLES: Final = ("psw", "staff", "director", "user")
ROLE_LABELS: Final[dict[str, str]] = {
    "psw": "PSWs",
    "staff": "staff",
    "director": "directors",
    "user": "service users",
}

# Full names: what a table prints for a statistic's id.
STATISTIC_LABELS: Final[dict[str, str]] = {
    "alpha": "Cronbach's alpha (covariances)",
    "alpha_standardised": "Cronbach's alpha (correlations)",
    "alpha_if_dropped": "alpha without the item",
    "item_rest": "item-rest correlation",
    "omega_total": "omega total (one factor, ML)",
    "spearman_brown": "Spearman-Brown (two items)",
    "guttman_lambda2": "Guttman's lambda 2 (covariances)",
    "guttman_lambda6": "Guttman's lambda 6 (covariances)",
    "mean": "mean",
    "sd": "standard deviation",
    "pomp": "mean on 0 to 100 (POMP)",
    "share": "share of answers",
    "gap_fav": "gap (positive: staff see it rosier)",
    "difference": "difference of means",
    "kmo": "Kaiser-Meyer-Olkin measure",
    "msa": "sampling adequacy of the item",
    "bartlett": "Bartlett's test of sphericity",
    "eigenvalue": "eigenvalue",
    "parallel_mean": "random data, mean",
    "parallel_q95": "random data, 95th percentile",
    "loading": "loading",
    "communality": "communality",
    "uniqueness": "uniqueness",
    "factor_correlation": "factor correlation",
    "n_factors": "number of factors",
    "ss_loadings": "sum of squared loadings",
    "fit": "fit of the factors",
    "rotation": "rotation",
    "determinant": "determinant of the correlations",
    "smc": "squared multiple correlation",
    "kaiser_reference": "empirical Kaiser reference",
    "average_partial": "average partial correlation (MAP)",
}

# What a reason begins with when it is read by people; its id stays in results.json.
REASON_LABELS: Final[dict[str, str]] = {
    "constant": "no variation",
    "converged": "search cut short",
    "df": "degrees of freedom",
    "draws": "resampling",
    "empty": "no answers",
    "few_items": "too few items",
    "few_people": "too few people",
    "few_sites": "few sites",
    "headcount": "head count",
    "heywood": "impossible estimate (Heywood case)",
    "identical": "identical items",
    "indefinite": "contradicting correlations",
    "interval": "no interval",
    "leaders": "named leaders",
    "many_items": "too many items",
    "negative": "negative correlations",
    "no_convergence": "not converged",
    "no_duration": "no times",
    "no_factor": "no common factor",
    "no_role": "no roles",
    "no_score": "no scores",
    "no_shared_site": "no shared site",
    "no_sites": "no sites",
    "one_group": "one group only",
    "one_person": "one person only",
    "one_role": "one role only",
    "one_set": "incomplete parts",
    "proxy": "impressions of others",
    "self_vs_other": "answers about different people",
    "single_form": "asked on one form only",
    "singular": "items that follow from each other",
    "too_few": "too few people",
    "waves": "several waves",
    "zero_variance": "no variation",
}
