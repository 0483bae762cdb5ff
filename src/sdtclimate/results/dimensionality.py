"""`DimensionalityResult`: can the items be factored, into how many factors, and which item goes with which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

import pandas as pd

from sdtclimate.results.dimensionality_table import loadings_table
from sdtclimate.results.result import Result

if TYPE_CHECKING:
    from sdtclimate.core.table.table import Table

On = Literal["components", "factors"]


@dataclass(frozen=True, eq=False, repr=False)
class DimensionalityResult(Result):
    """Factorability, number of factors and rotated factors of one block of items.

    Parameters
    ----------
    scale_of : mapping item -> scale
        Where the theory puts each item; in the order of the items. Empty for a bare frame.
    method, rotation, criterion : str
        How factors were extracted and rotated, and which criterion gave their number (``"given"`` for a number).

    Notes
    -----
    Statistics in `frame`, one row each:

    ==================== ======================== ====================================================================
    statistic            keys                     estimate
    ==================== ======================== ====================================================================
    kmo, msa             item (msa)               sampling adequacy, 0 to 1
    bartlett             df, p                    chi-square
    determinant, smc     item (smc)               of R; squared multiple correlation
    eigenvalue           factor, variant          of R (``components``), of R with smc on the diagonal (``factors``)
    parallel_mean, _q95  factor, variant          eigenvalues of random data
    kaiser_reference     factor                   what an eigenvalue has to exceed by the empirical Kaiser criterion
    average_partial      factor, variant          after 0, 1 ... components; ``squared``, ``fourth``
    n_factors            variant                  suggested number, by criterion; ``used`` is what was extracted
    loading              item, factor             pattern loading; variant is the rotation
    communality          item                     share of variance carried by the factors
    uniqueness           item                     one minus the communality
    ss_loadings          factor                   ``diag(Phi L'L)``
    factor_correlation   lhs, op ``~~``, rhs      between ``F1``, ``F2`` ...
    fit                  variant, df, p           chi2, null_chi2, objective, rms, crms, tli, rmsea (90 %), bic ...
    rotation             variant                  criterion, identity_criterion, distinct, starts
    ==================== ======================== ====================================================================
    """

    kind: ClassVar[str] = "dimensionality"
    title: ClassVar[str] = "Structure"

    scale_of: Mapping[str, str] = field(default_factory=dict)
    method: str = "minres"
    rotation: str = "oblimin"
    criterion: str = "parallel"

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """Degrees of freedom and p of a test."""
        return ("df", "p")

    @property
    def groups(self) -> tuple[str, ...]:
        """Columns of the frame that divide it into groups of people."""
        keys = ("role", "site", "wave", *self.by)
        return tuple(
            name for name in dict.fromkeys(keys) if name in self.frame.columns and self.frame[name].nunique() > 1
        )

    def table(self) -> Table:
        """Return items by factors for reading; what could not be had stands row by row, with its reason."""
        loadings = self.loadings()
        if loadings.empty or loadings.isna().to_numpy().any():
            return super().table()
        return loadings_table(self, loadings)

    def loadings(self) -> pd.DataFrame:
        """Return items x factors with communalities, from what may be shown.

        Returns
        -------
        DataFrame
            Columns ``F1`` ... ``Fm``, ``communality``; index ``item``, before it the groups where there are several.
            Empty where no factors were extracted.
        """
        shown = self.shown()
        index = [*self.groups, "item"]
        rows = shown[shown["statistic"].eq("loading") & shown["factor"].notna()]
        if rows.empty:
            return pd.DataFrame(columns=["communality"], index=pd.Index([], name="item"))
        wide = pd.DataFrame(
            {
                f"F{number}": rows[rows["factor"].eq(number)].set_index(index)["estimate"]
                for number in sorted({int(value) for value in rows["factor"]})
            }
        )
        shared = shown[shown["statistic"].eq("communality")].set_index(index)["estimate"]
        order = rows[rows["factor"].eq(1)].set_index(index).index
        return wide.assign(communality=shared).reindex(order)

    def scree(self, on: On = "components") -> pd.DataFrame:
        """Return the eigenvalues beside those of random data, from what may be shown.

        Parameters
        ----------
        on : {"components", "factors"}
            Eigenvalues of R, or of R with squared multiple correlations on its diagonal.

        Returns
        -------
        DataFrame
            Columns ``factor`` (1 to k), ``eigenvalue``, ``parallel_mean``, ``parallel_q95``; before them the groups
            where there are several.
        """
        shown = self.shown()
        parts = ("eigenvalue", "parallel_mean", "parallel_q95")
        rows = shown[shown["statistic"].isin(parts) & shown["variant"].eq(on) & shown["factor"].notna()]
        index = [*self.groups, "factor"]
        columns = {name: rows[rows["statistic"].eq(name)].set_index(index)["estimate"] for name in parts}
        wide = pd.DataFrame(columns).reindex(columns["eigenvalue"].index).reset_index()
        return wide.assign(factor=wide["factor"].astype("int64"))

    def suggested(self) -> pd.DataFrame:
        """Return how many factors each criterion suggests, from what may be shown: ``criterion``, ``n_factors``."""
        shown = self.shown()
        rows = shown[shown["statistic"].eq("n_factors") & shown["estimate"].notna()]
        found = rows[[*self.groups, "variant", "estimate"]].rename(
            columns={"variant": "criterion", "estimate": "n_factors"}
        )
        return found.assign(n_factors=found["n_factors"].astype("int64")).reset_index(drop=True)
