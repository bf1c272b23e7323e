-- Is what Poland buys signed, or only talked about?
select deal_name, deal_status, certainty, as_of_edtf, first_reported
from v_deals
where contains(recipient_countries, 'POL')
order by first_reported, deal_name
