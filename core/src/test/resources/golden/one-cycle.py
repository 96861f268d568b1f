"""Learning rates and momenta of PyTorch 2.13's OneCycleLR: python3 one-cycle.py > one-cycle.json"""
import json, torch
cases = []
for total, more in [
    (10, {}),
    (37, {"pct_start": 0.25, "anneal_strategy": "linear", "div_factor": 10, "final_div_factor": 100}),
    (50, {"three_phase": True}),
    (41, {"three_phase": True, "pct_start": 0.4, "anneal_strategy": "linear", "base_momentum": 0.8, "max_momentum": 0.9}),
    (20, {"pct_start": 0.0}),
    (20, {"pct_start": 1.0, "anneal_strategy": "linear"}),
]:
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1, momentum=0.9)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.4, total_steps=total, **more)
    rates, momenta = [], []
    for step in range(total):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step + 1 < total:
            schedule.step()
    cases.append({"config": {"max_learning_rate": 0.4, "total_steps": total, **more}, "rates": rates, "momenta": momenta})
print(json.dumps(cases, separators=(",", ":")))
