//! `matrix`: seven steps and eighteen faults. Each cell is played from the beginning to the end of a checkout, as guest
//! and as customer, against both of Glue's stacks.

mod cell;
mod early;
mod judge;
mod late;
mod play;

use crate::parallel;
use cell::{Cell, FAULTS, IN_MATRIX, Step};
use play::Trial;
use std::time::Instant;

/// Every step with its cells.
const STEPS: [(Step, &[Cell; 20]); 7] = [
    (Step::Methods, &early::METHODS),
    (Step::Init, &early::INIT),
    (Step::Approval, &early::APPROVAL),
    (Step::Customer, &late::CUSTOMER),
    (Step::Review, &late::REVIEW),
    (Step::Checkout, &late::CHECKOUT),
    (Step::Cancel, &late::CANCEL),
];

/// Plays every cell and prints it with its class and reason. True if every outcome is the expected one.
pub fn report() -> bool {
    let begun = Instant::now();
    let (mut fine, mut beside, mut plays) = (0, 0, 0);
    for (step, cells) in STEPS {
        for (index, (fault, cell)) in FAULTS.iter().zip(cells).enumerate() {
            let name = format!("{} x {fault}", step.name());
            let (count, wrong) = try_cell(&name, step, cell);
            plays += count;
            let verdict = if wrong.is_empty() { "ok  " } else { "FAIL" };
            println!("{verdict} {name:<32} {:<5} {}", cell.class, cell.why);
            wrong.iter().for_each(|line| println!("       {line}"));
            let counted = if index < IN_MATRIX { &mut fine } else { &mut beside };
            *counted += usize::from(wrong.is_empty());
        }
    }
    let mut wrong = Vec::new();
    for (name, cell) in [
        ("checkout x resent by the browser", &late::RESENT),
        ("checkout x saved without a confirmed payment", &late::UNCONFIRMED),
        ("checkout x refused with reasons", &late::REASONS),
    ] {
        let (_, lines) = try_cell(name, Step::Checkout, cell);
        lines.iter().for_each(|line| println!("FAIL {name}: {line}"));
        wrong.extend(lines);
    }
    let (cells, codes) = (STEPS.len() * IN_MATRIX, STEPS.len() * (FAULTS.len() - IN_MATRIX));
    println!("{fine} of {cells} cells, {beside} of {codes} of the codes that only /checkout has");
    println!("{plays} checkouts in {:.1} s", begun.elapsed().as_secs_f32());
    fine == cells && beside == codes && wrong.is_empty()
}

/// Plays all trials of a cell. Returns their number, and what went wrong.
fn try_cell(name: &str, step: Step, cell: &Cell) -> (usize, Vec<String>) {
    let trials = Trial::all(step, cell);
    let wrong = trials.iter().filter_map(|trial| {
        parallel::tries(|text| text.push_str(&format!("{name}: {trial}")));
        trial.play().err().map(|reason| format!("{trial}: {reason}"))
    });
    (trials.len(), wrong.collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_cell_has_its_expected_outcome() {
        assert!(super::report());
    }
}
