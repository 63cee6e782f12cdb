# checkov looks only at what is there after the apply. This adds what is deleted, as it was before, with `deleted: true`.
.planned_values.root_module.resources += [
  .resource_changes[] | select(.change.actions == ["delete"])
  | {address, mode, type, name, index, values: (.change.before + {deleted: true})}
]
