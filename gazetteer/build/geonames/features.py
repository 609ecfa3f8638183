"""GeoNames' feature codes and what they are to us: a kind, and how far such a place reaches."""

from gazetteer.build.settlements import settlement_kind
from gazetteer.place import Kind

_COUNTRY = ("PCLI", "PCLIX", "PCLD", "PCLS", "PCLF", "PCL", "TERR")
"""Codes of countries and of territories that may have a code of their own, likeliest first."""

_CODES: dict[tuple[Kind, float], str] = {
    ("region", 60.0): "A.ADM1 A.ADM1H A.PCLH A.ZN",
    ("region", 100.0): "L.RGN L.RGNE L.RGNH L.TRB",
    ("region", 3000.0): "L.CONT",
    ("region", 30.0): (
        "L.AREA L.CST L.OAS L.LAND L.RGNL T.DSRT T.ERG T.HMDA T.REG T.PLN T.PLNX T.UPLD T.PEN T.PENX "
        "T.ISTH T.DLTA T.PLAT T.PLATX T.VAL T.VALS T.VALX T.GRGE T.CNYN T.DPR T.LAVA T.KRST"
    ),
    ("district", 20.0): "A.ADM2 A.ADM2H A.ADMD A.ADMDH A.LTER A.PRSH",
    ("district", 10.0): "A.ADM3 A.ADM3H",
    ("district", 5.0): "A.ADM4 A.ADM4H A.ADM5 A.ADM5H",
    ("line", 20.0): "A.ZNB",
    ("neighbourhood", 3.0): "L.LCTY L.DEVH",
    ("camp", 3.0): "S.CMP S.CMPRF S.CMPQ",
    ("base", 3.0): "S.AIRB S.INSM S.BRKS S.SCHM S.STNC L.MILB L.NVB L.MVA L.RNGA",
    ("airport", 3.0): "S.AIRP S.AIRF S.AIRQ",
    ("dam", 2.0): "S.DAM S.DAMQ S.DAMSB S.LOCK S.WEIR",
    ("crossing", 3.0): (
        "S.BDG S.BDGQ S.CSTM S.PSTB S.PSTC S.PSTP S.FY S.FYT T.FORD R.TNL R.TNLRD R.TNLRR R.TNLS R.CSWY"
    ),
    ("corridor", 20.0): "T.CRDR",
    ("road", 15.0): "R.RD R.RDA R.RDJCT R.ST R.TRL R.RTE S.RDCR S.RDIN",
    ("facility", 2.0): (
        "S.PS S.PSH S.PSN S.OILR S.OILT S.TRMO S.PMPO S.GOSP S.DPOF S.MFG S.MFGM S.MFGC S.WTRW S.PRN "
        "S.PRNJ S.PRNQ S.HSP S.CTRM S.CTRA S.CTRS S.STNS S.STNR S.ITTR S.FT S.CSTL S.PAL S.GOVL "
        "S.ADMF S.DIP S.MKT S.SQR S.STDM S.UNIV S.RSTN S.AIRT S.TRANT S.DCKY S.MSQE S.SYG S.MSTY "
        "S.CVNT S.SHRN S.TMPL S.PGDA S.RLG S.CTRR S.MSSN S.ANS S.HSTS S.MNMT S.ZNF S.MN S.MNAU S.MNC "
        "S.MNCR S.MNCU S.MNFE S.MNQR S.CMPL S.CMPLA S.CMPMN S.CMPO L.PRT L.INDS L.OILF L.GASF L.MNA "
        "L.COLF L.BTL H.HBR"
    ),
    ("river", 30.0): (
        "H.STM H.STMA H.STMC H.STMD H.STMH H.STMI H.STMS H.STMSB H.STMX H.STMM H.WAD H.WADS H.WADX "
        "H.CNL H.CNLA H.CNLB H.CNLD H.CNLI H.CNLN H.CNLX H.FLLS H.RPDS H.RVN H.WTRC"
    ),
    ("water", 300.0): "H.OCN H.SEA",
    ("water", 100.0): "H.GULF",
    ("water", 30.0): "H.STRT H.CHNM H.SD",
    ("water", 10.0): (
        "H.LK H.LKC H.LKI H.LKN H.LKNI H.LKO H.LKS H.LKSC H.LKSI H.LKSN H.LKX H.RSV H.RSVI H.LGN "
        "H.LGNS H.BAY H.BAYS H.BGHT H.COVE H.CHN H.CHNN H.CHNL H.ESTY H.FJD H.FJDS H.INLT H.MRSH "
        "H.MRSHN H.SWMP H.SBKH H.WTLD H.GLCR H.NRWS H.RF H.RFC H.SHOL H.BNK"
    ),
    ("mountain", 5.0): (
        "T.MT T.PK T.PKS T.HLL T.HLLS T.PASS T.GAP T.SDL T.RDGE T.VLC T.CRTR T.CLDA T.SPUR T.MESA "
        "T.BUTE T.CLF T.SCRP T.RK T.RKS T.MND T.DVD T.PROM"
    ),
    ("mountain", 60.0): "T.MTS",
    ("island", 10.0): (
        "T.ISL T.ISLET T.ISLF T.ISLM T.ISLS T.ISLT T.ISLX T.ATOL T.CAPE T.PT T.PTS T.HDLD T.SPIT"
    ),
    ("park", 10.0): (
        "L.PRK L.RES L.RESA L.RESF L.RESH L.RESN L.RESP L.RESV L.RESW V.FRST V.FRSTF V.GRSLD V.TUND V.SCRB"
    ),
}
_BY_CODE = {code: known for known, codes in _CODES.items() for code in codes.split()}


def kind_of(feature_class: str, code: str, population: int) -> tuple[Kind, float] | None:
    """Return kind and radius in km of a feature, None for what is left out; a settlement's radius is 0.

    Left out are features of kinds that ours do not have: farms, wells, schools, hotels, churches (mostly
    parish churches of one country), what lies under the sea. Codes are those of GeoNames' feature list.

    >>> kind_of("T", "PASS", 0), kind_of("P", "PPLX", 9), kind_of("S", "FRM", 0)
    (('mountain', 5.0), ('neighbourhood', 0.0), None)
    """
    if feature_class == "P":
        return settlement_kind(code, population), 0.0
    if feature_class == "A" and code in _COUNTRY:
        return "country", 300.0
    return _BY_CODE.get(f"{feature_class}.{code}")


def country_rank(feature_class: str, code: str) -> int | None:
    """Return how likely a feature is the country of its code as a whole, 0 first; None if it is none.

    >>> country_rank("A", "PCLI"), country_rank("A", "ADM1")
    (0, None)
    """
    return _COUNTRY.index(code) if feature_class == "A" and code in _COUNTRY else None
