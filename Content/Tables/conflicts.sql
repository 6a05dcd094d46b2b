caption: Where sources disagree, and what was chosen
id: disagreements
labels: {column_label: Value, sources_say: Sources say, chosen: Chosen, reason: Reason}
optional: true
---
select column_label, sources_say, chosen, reason from conflict where record_id = :id order by column_label, id
