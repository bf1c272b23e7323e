-- A name as a sentence bears it: "the United Arab Emirates", "the World Bank", but "Israel".
create macro with_article(name) as (
    case
        when
            regexp_matches(
                name,
                '^(United (Arab Emirates|Kingdom|Nations|States)|(European|African) Union)$'
                || '|^(Netherlands|Philippines|Maldives|Bahamas|Gambia)$'
                || '|(World Bank|Central Bank|Development Bank|Islands|Republic|Front|Fund|Army|Authority)$'
            )
            then 'the '
        else ''
    end
    || name
);

-- Names as a sentence lists them: "Bahrain, Israel and the United Arab Emirates".
create macro spoken(names) as (
    case
        when len(names) > 1 then array_to_string(names[:-2], ', ') || ' and ' || names[-1]
        else names[1]
    end
);
