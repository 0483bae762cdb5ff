"""`COEFFICIENTS`: every reliability coefficient by name. A new one is one file and one line here."""

from __future__ import annotations

from typing import Final

from sdtclimate.stats.reliability import (
    alpha,
    alpha_standardised,
    guttman_lambda2,
    guttman_lambda6,
    omega_total,
    spearman_brown,
)
from sdtclimate.stats.reliability.coefficient import Coefficient

COEFFICIENTS: Final[dict[str, Coefficient]] = {
    "alpha": alpha.COEFFICIENT,
    "alpha_standardised": alpha_standardised.COEFFICIENT,
    "omega_total": omega_total.COEFFICIENT,
    "spearman_brown": spearman_brown.COEFFICIENT,
    "guttman_lambda2": guttman_lambda2.COEFFICIENT,
    "guttman_lambda6": guttman_lambda6.COEFFICIENT,
}
