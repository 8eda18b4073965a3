"""Countries as files write them: ISO 3166 codes of two or three letters, and names that only statisticians use.

The gazetteer knows countries by the code of two letters, which is also what P-codes begin with (OCHA).
"""

from __future__ import annotations

from situation_board.core.names import normalise

_CODES = """
ABW=AW AFG=AF AGO=AO AIA=AI ALA=AX ALB=AL AND=AD ARE=AE ARG=AR ARM=AM ASM=AS ATA=AQ ATF=TF ATG=AG AUS=AU AUT=AT
AZE=AZ BDI=BI BEL=BE BEN=BJ BES=BQ BFA=BF BGD=BD BGR=BG BHR=BH BHS=BS BIH=BA BLM=BL BLR=BY BLZ=BZ BMU=BM BOL=BO
BRA=BR BRB=BB BRN=BN BTN=BT BVT=BV BWA=BW CAF=CF CAN=CA CCK=CC CHE=CH CHL=CL CHN=CN CIV=CI CMR=CM COD=CD COG=CG
COK=CK COL=CO COM=KM CPV=CV CRI=CR CUB=CU CUW=CW CXR=CX CYM=KY CYP=CY CZE=CZ DEU=DE DJI=DJ DMA=DM DNK=DK DOM=DO
DZA=DZ ECU=EC EGY=EG ERI=ER ESH=EH ESP=ES EST=EE ETH=ET FIN=FI FJI=FJ FLK=FK FRA=FR FRO=FO FSM=FM GAB=GA GBR=GB
GEO=GE GGY=GG GHA=GH GIB=GI GIN=GN GLP=GP GMB=GM GNB=GW GNQ=GQ GRC=GR GRD=GD GRL=GL GTM=GT GUF=GF GUM=GU GUY=GY
HKG=HK HMD=HM HND=HN HRV=HR HTI=HT HUN=HU IDN=ID IMN=IM IND=IN IOT=IO IRL=IE IRN=IR IRQ=IQ ISL=IS ISR=IL ITA=IT
JAM=JM JEY=JE JOR=JO JPN=JP KAZ=KZ KEN=KE KGZ=KG KHM=KH KIR=KI KNA=KN KOR=KR KWT=KW LAO=LA LBN=LB LBR=LR LBY=LY
LCA=LC LIE=LI LKA=LK LSO=LS LTU=LT LUX=LU LVA=LV MAC=MO MAF=MF MAR=MA MCO=MC MDA=MD MDG=MG MDV=MV MEX=MX MHL=MH
MKD=MK MLI=ML MLT=MT MMR=MM MNE=ME MNG=MN MNP=MP MOZ=MZ MRT=MR MSR=MS MTQ=MQ MUS=MU MWI=MW MYS=MY MYT=YT NAM=NA
NCL=NC NER=NE NFK=NF NGA=NG NIC=NI NIU=NU NLD=NL NOR=NO NPL=NP NRU=NR NZL=NZ OMN=OM PAK=PK PAN=PA PCN=PN PER=PE
PHL=PH PLW=PW PNG=PG POL=PL PRI=PR PRK=KP PRT=PT PRY=PY PSE=PS PYF=PF QAT=QA REU=RE ROU=RO RUS=RU RWA=RW SAU=SA
SDN=SD SEN=SN SGP=SG SGS=GS SHN=SH SJM=SJ SLB=SB SLE=SL SLV=SV SMR=SM SOM=SO SPM=PM SRB=RS SSD=SS STP=ST SUR=SR
SVK=SK SVN=SI SWE=SE SWZ=SZ SXM=SX SYC=SC SYR=SY TCA=TC TCD=TD TGO=TG THA=TH TJK=TJ TKL=TK TKM=TM TLS=TL TON=TO
TTO=TT TUN=TN TUR=TR TUV=TV TWN=TW TZA=TZ UGA=UG UKR=UA UMI=UM URY=UY USA=US UZB=UZ VAT=VA VCT=VC VEN=VE VGB=VG
VIR=VI VNM=VN VUT=VU WLF=WF WSM=WS XKX=XK YEM=YE ZAF=ZA ZMB=ZM ZWE=ZW
"""
_OF_THREE = dict(pair.split("=") for pair in _CODES.split())
_OF_TWO = frozenset(_OF_THREE.values())
_NAMES = {
    "Syrian Arab Rep.": "SY",
    "Iran (Islamic Rep. of)": "IR",
    "Iran (Islamic Republic of)": "IR",
    "Dem. Rep. of the Congo": "CD",
    "DR Congo": "CD",
    "Democratic Republic of Congo": "CD",
    "Central African Rep.": "CF",
    "United Rep. of Tanzania": "TZ",
    "United Republic of Tanzania": "TZ",
    "Venezuela (Bolivarian Republic of)": "VE",
    "Bolivia (Plurinational State of)": "BO",
    "Lao People's Dem. Rep.": "LA",
    "Rep. of Korea": "KR",
    "Republic of Korea": "KR",
    "Dem. People's Rep. of Korea": "KP",
    "Rep. of Moldova": "MD",
    "Republic of Moldova": "MD",
    "Czech Rep.": "CZ",
    "Dominican Rep.": "DO",
    "Serbia and Kosovo: S/RES/1244 (1999)": "RS",
    "State of Palestine": "PS",
    "Palestinian": "PS",
    "Occupied Palestinian Territory": "PS",
    "Cabo Verde": "CV",
    "Viet Nam": "VN",
    "Russian Federation": "RU",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United States of America": "US",
    "Côte d'Ivoire": "CI",
}
_OF_NAME = {normalise(name): code for name, code in _NAMES.items()}


def country_code(said: str | None) -> str | None:
    """The code of two letters of a country that is said by a code or an unusual name; None when it is neither."""
    if said is None:
        return None
    text = said.strip()
    if len(text) == 3 and text.isascii():
        return _OF_THREE.get(text.upper())
    if len(text) == 2 and text.isascii():
        return text.upper() if text.upper() in _OF_TWO else None
    return _OF_NAME.get(normalise(text))
