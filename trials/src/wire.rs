//! The wire between page and shop: what becomes of a request, as the browser's client would have it.

use crate::fuzz::spoiled;
use crate::shop::answer;
use crate::world::{Happening, World};
use express_checkout::flow::{Effect, GlueError, Live, Record};
use express_checkout::glue::Response;
use express_checkout::glue::exchange::{Exchange, Next};
use express_checkout::json::Json;
use sandbox::http::{Hangup, Reply};

/// A request on its way, or answered.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Numbers all requests.
    pub number: u32,
    /// Which page sent it.
    pub page: u32,
    /// The effect that it was sent for.
    pub effect: Effect,
    /// The request, how it is sent, and what its answer means: the product's own.
    pub exchange: Exchange,
    /// It was sent once more: with a new token, or by the browser.
    pub again: bool,
}

impl Letter {
    /// What the sandbox calls the step, in a plan of faults.
    pub fn step(&self) -> &str {
        let path = self.exchange.request.path.split(['?', '/']).next().unwrap_or_default();
        if path == "payment-customer" { "payment-customers" } else { path }
    }

    /// Whether the shop's ledger may change.
    pub fn moves_money(&self) -> bool {
        matches!(self.effect, Effect::StartPayment { .. } | Effect::PlaceOrder(..) | Effect::CancelPayment(..))
    }
}

impl World {
    /// Sends a request on its way. A read whose way failed is not repeated here, unlike in the product: the flow must be
    /// able to do without that.
    pub fn send(&mut self, effect: Effect, exchange: Exchange) {
        self.letters += 1;
        let letter = Letter { number: self.letters, page: self.page.number, effect, exchange, again: false };
        let policy = letter.exchange.policy;
        self.agenda.plan(policy.deadline.into(), Happening::Overdue(letter.clone()));
        if policy.late_answer_counts {
            self.agenda.plan(policy.limit().into(), Happening::Overdue(letter.clone()));
        }
        let after = self.weather.outward(&mut self.chance, &letter.effect);
        self.agenda.plan(after, Happening::Reaches(letter));
    }

    /// Some answers are spoiled on their way, where they are to be.
    fn lie(&mut self, answer: Response) -> Response {
        if self.weather.lies == 0 || !self.chance.once_in(self.weather.lies) {
            return answer;
        }
        let body = Json::parse(&answer.body).map_or(answer.body, |body| spoiled(&body, &mut self.chance));
        Response { body, ..answer }
    }

    /// What is on its way to the shop.
    pub fn awaited(&self) -> Vec<Letter> {
        let letter = |happening: &Happening| match happening {
            Happening::Reaches(letter) => Some(letter.clone()),
            _ => None,
        };
        self.agenda.all().filter_map(letter).collect()
    }

    /// The shop handles a request, and its reply sets out.
    pub fn reaches(&mut self, letter: Letter) {
        let outlives = letter.exchange.policy.keepalive;
        if letter.page != self.page.number && !outlives && self.chance.once_in(2) {
            return self.diary.note(|| format!("        {} was given up with its page", letter.step()));
        }
        let placing = Record::of(&self.page.state).live;
        self.weather.knows_orders = matches!(placing, Some(Live::Placing { orders_before: Some(_), .. }));
        if let Some(fault) = self.weather.strikes(&mut self.chance, letter.step()) {
            self.shop.break_at(letter.step(), &fault, Some(1));
        }
        let now = self.agenda.now();
        let code = self.page.state.security_code().map(|code| code.0.clone());
        let reply = self.shop.ask(&letter.exchange.request, code, now);
        self.diary.note(|| format!("{now:>7}        {} {} {:?}", letter.step(), reply.status, reply.hangup));
        if let Effect::PlaceOrder(_, _, payment) = &letter.effect
            && self.shop.ledger().orders.len() > self.address_states.orders.len()
        {
            self.diary.carries(payment.transaction_id());
        }
        if letter.moves_money() {
            self.look();
        }
        self.reply(letter, &reply);
    }

    fn reply(&mut self, letter: Letter, reply: &Reply) {
        let result = match reply.hangup {
            // Nothing ever comes: its deadline is all that is heard.
            Some(Hangup::Never | Hangup::Drip) => return,
            Some(Hangup::Drop) if !letter.again && self.weather.resends(&mut self.chance, &letter.effect) => {
                let again = Letter { again: true, ..letter };
                return self.agenda.plan(1, Happening::Reaches(again));
            }
            Some(Hangup::Drop | Hangup::CutOff) => Err(GlueError::Network),
            None if reply.status == 401 && !letter.again && letter.exchange.policy.refresh => {
                if self.shop.renew(self.agenda.now()) {
                    let again = Letter { again: true, ..letter };
                    return self.agenda.plan(20, Happening::Reaches(again));
                }
                Ok(answer(reply))
            }
            None => Ok(answer(reply)),
        };
        let result = result.map(|answer| self.lie(answer));
        let after = reply.delay_ms + self.weather.homeward(&mut self.chance);
        if self.weather.repeats(&mut self.chance) {
            self.agenda.plan(after + 15, Happening::Returns(letter.clone(), result.clone()));
        }
        self.agenda.plan(after, Happening::Returns(letter, result));
    }

    /// The answer reaches the browser.
    pub fn returns(&mut self, letter: Letter, result: Result<Response, GlueError>) {
        let is_first = self.answered.insert(letter.number);
        if is_first && !self.overdue.contains(&letter.number) {
            return self.follow(letter, result);
        }
        let mut profile = self.page.profile;
        if let Next::Event(event) = letter.exchange.answered(result, &mut profile) {
            self.happens_late(event);
        }
    }

    /// What follows from an answer, or from its absence.
    pub fn follow(&mut self, letter: Letter, result: Result<Response, GlueError>) {
        match letter.exchange.answered(result, &mut self.page.profile) {
            Next::Event(event) => self.happens(event),
            Next::Send(exchange) => self.send(letter.effect, exchange),
        }
    }
}
