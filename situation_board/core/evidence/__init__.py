"""How sure we are: pure rules over what was claimed, without SQL (NATO Admiralty grading, domain rules).

`grading` writes grades and says which is better, `originators` who a claim really comes from and who is independent of
whom, `confirming` which basis claims bear, `assessing` what an assessment must say.
"""
