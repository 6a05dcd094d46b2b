caption: Workloads of the catalog with this model
id: named-by
labels: {name: Workload, target_metric: Target}
empty: No workload of the catalog names this model.
---
select w.id as workload_id, w.name, w.target_metric from workload_model n join workload w on w.id = n.workload_id where n.model_id = :id order by w.name
