caption: Power of the strongest cards
labels: {tdp_w: Board power}
empty: There are none.
---
select id as gpu_id, name, tdp_w from gpu where tdp_w > 300 order by tdp_w desc, id
