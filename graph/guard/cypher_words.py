"""The words of Cypher that a reading query may use, for Neo4j 5 and Ladybug; everything else is refused by name.

Lists of what is allowed, not of what is dangerous: an engine's next version may add a clause or a function.
"""

from __future__ import annotations

CLAUSES = frozenset("MATCH OPTIONAL WITH UNWIND RETURN CALL UNION WHERE ORDER SKIP OFFSET LIMIT YIELD".split())
STARTS = frozenset("MATCH OPTIONAL WITH UNWIND RETURN CALL".split())
# Words inside clauses. Of these, only the ones in ENDS may end an expression.
INSIDE = frozenset("""DISTINCT BY ASC ASCENDING DESC DESCENDING AS AND OR XOR NOT IN IS NULL TRUE FALSE STARTS ENDS CONTAINS CASE WHEN THEN
    ELSE END ALL ANY NONE SINGLE EXISTS COUNT COLLECT SHORTEST WSHORTEST ACYCLIC TRAIL WALK PATH PATHS GROUP GROUPS NAN INF INFINITY
    TYPED NULLS FIRST LAST NFC NFD NFKC NFKD NORMALIZED""".split())
ENDS = frozenset("ASC ASCENDING DESC DESCENDING NULL TRUE FALSE END NAN INF INFINITY FIRST LAST NORMALIZED".split())
SUBQUERIES = frozenset("EXISTS COUNT COLLECT CALL".split())

# Refused wherever they stand bare, each under the reason to give. A name that is one of these goes between backticks.
REFUSED = {
    "guard-write": frozenset("CREATE MERGE SET DELETE DETACH NODETACH REMOVE FOREACH INSERT DROP ALTER RENAME GRANT DENY REVOKE".split()),
    "guard-file": frozenset("LOAD COPY EXPORT IMPORT ATTACH INSTALL UNINSTALL".split()),
    "guard-clause": frozenset("USE SHOW EXPLAIN PROFILE TRANSACTIONS".split()),
}

PROCEDURES = frozenset("""db.labels db.relationshipTypes db.propertyKeys db.schema.visualization db.schema.nodeTypeProperties
    db.schema.relTypeProperties db.info show_tables table_info db_version""".split())

FUNCTIONS = frozenset("""
    abs ceil ceiling floor round sign sqrt exp log ln log10 log2 pow power mod pi e rand sin cos tan cot asin acos atan atan2
    degrees radians haversin isnan greatest least even factorial gcd
    count sum avg min max collect stdev stdevp percentilecont percentiledisc
    size length nodes relationships rels startnode endnode start_node end_node id elementid type label labels keys properties
    exists coalesce ifnull nullif head last tail range reverse reduce all any none single isempty is_trail is_acyclic shortestpath allshortestpaths
    tostring tointeger tofloat toboolean tostringornull tointegerornull tofloatornull tobooleanornull tostringlist tointegerlist
    tofloatlist tobooleanlist cast valuetype typeof
    tolower lower lcase toupper upper ucase initcap trim ltrim rtrim btrim lpad rpad left right substring substr split string_split
    split_part replace contains prefix suffix starts_with ends_with concat concat_ws repeat char_length character_length
    normalize levenshtein regexp_matches regexp_full_match regexp_replace regexp_extract regexp_extract_all regexp_split_to_array
    md5 sha256 hash
    date datetime localdatetime time localtime duration timestamp interval date_part date_trunc datepart datetrunc make_date
    current_date current_timestamp year month day last_day dayname monthname century epoch_ms to_days to_years to_months to_hours
    date.truncate datetime.truncate localdatetime.truncate duration.between duration.indays duration.inmonths duration.inseconds
    point point.distance distance
    len cardinality list_creation list_extract list_element list_slice list_contains list_has list_position list_indexof list_sort
    list_reverse_sort list_distinct list_unique list_sum list_product list_concat list_cat list_append list_prepend list_reverse
    list_to_string list_transform list_filter list_reduce list_any list_all list_none list_single list_any_value array_value
    struct_pack struct_extract map map_extract element_at map_keys map_values union_value union_tag cost offset
""".split())
