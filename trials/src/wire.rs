//! The network between page and shop: what happens to each request and its answer.

use crate::fuzz::spoiled;
use crate::shop::answer;
use crate::world::{Happening, World};
use express_checkout::flow::{Effect, GlueError, Live, Record};
use express_checkout::glue::Response;
use express_checkout::glue::exchange::{Exchange, Next};
use express_checkout::json::Json;
use sandbox::http::{Hangup, Reply};

/// A request, under way or answered.
#[derive(Clone, Debug)]
pub struct SentRequest {
    /// The number of the request.
    pub number: u32,
    /// The number of the page that sent it.
    pub page: u32,
    /// The effect that needs it.
    pub effect: Effect,
    /// The product's exchange: the request, its policy, and the reading of the answer.
    pub exchange: Exchange,
    /// It was sent a second time, with a new token or by the browser.
    pub again: bool,
}

impl SentRequest {
    /// The sandbox's name of the step.
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
    /// Sends a request. Unlike in the product, a read that failed is not repeated, because the flow must work without that.
    pub fn send(&mut self, effect: Effect, exchange: Exchange) {
        self.request_count += 1;
        let request =
            SentRequest { number: self.request_count, page: self.page.number, effect, exchange, again: false };
        let policy = request.exchange.policy;
        self.schedule.plan(policy.deadline.into(), Happening::Overdue(request.clone()));
        if policy.late_answer_counts {
            self.schedule.plan(policy.limit().into(), Happening::Overdue(request.clone()));
        }
        let after = self.conditions.outward(&mut self.chance, &request.effect);
        self.schedule.plan(after, Happening::Reaches(request));
    }

    /// Damages some answers, if the conditions say so.
    fn lie(&mut self, answer: Response) -> Response {
        if self.conditions.lies == 0 || !self.chance.once_in(self.conditions.lies) {
            return answer;
        }
        let body = Json::parse(&answer.body).map_or(answer.body, |body| spoiled(&body, &mut self.chance));
        Response { body, ..answer }
    }

    /// The requests under way to the shop.
    pub fn awaited(&self) -> Vec<SentRequest> {
        let request = |happening: &Happening| match happening {
            Happening::Reaches(request) => Some(request.clone()),
            _ => None,
        };
        self.schedule.all().filter_map(request).collect()
    }

    /// The shop handles a request and sends its reply.
    pub fn reaches(&mut self, request: SentRequest) {
        let outlives = request.exchange.policy.keepalive;
        if request.page != self.page.number && !outlives && self.chance.once_in(2) {
            return self.observed.note(|| format!("        {} was given up with its page", request.step()));
        }
        let placing = Record::of(&self.page.state).live;
        self.conditions.knows_orders = matches!(placing, Some(Live::Placing { orders_before: Some(_), .. }));
        if let Some(fault) = self.conditions.strikes(&mut self.chance, request.step()) {
            self.shop.break_at(request.step(), &fault, Some(1));
        }
        let now = self.schedule.now();
        let code = self.page.state.security_code().map(|code| code.0.clone());
        let reply = self.shop.ask(&request.exchange.request, code, now);
        self.observed.note(|| format!("{now:>7}        {} {} {:?}", request.step(), reply.status, reply.hangup));
        if let Effect::PlaceOrder(_, _, payment) = &request.effect
            && self.shop.ledger().orders.len() > self.ledger.orders.len()
        {
            self.observed.carries(payment.transaction_id());
        }
        if request.moves_money() {
            self.read_ledger();
        }
        self.reply(request, &reply);
    }

    fn reply(&mut self, request: SentRequest, reply: &Reply) {
        let result = match reply.hangup {
            // No reply. Only the deadline follows.
            Some(Hangup::Never | Hangup::Drip) => return,
            Some(Hangup::Drop) if !request.again && self.conditions.resends(&mut self.chance, &request.effect) => {
                let again = SentRequest { again: true, ..request };
                return self.schedule.plan(1, Happening::Reaches(again));
            }
            Some(Hangup::Drop | Hangup::CutOff) => Err(GlueError::Network),
            None if reply.status == 401 && !request.again && request.exchange.policy.refresh => {
                if self.shop.renew(self.schedule.now()) {
                    let again = SentRequest { again: true, ..request };
                    return self.schedule.plan(20, Happening::Reaches(again));
                }
                Ok(answer(reply))
            }
            None => Ok(answer(reply)),
        };
        let result = result.map(|answer| self.lie(answer));
        let after = reply.delay_ms + self.conditions.homeward(&mut self.chance);
        if self.conditions.repeats(&mut self.chance) {
            self.schedule.plan(after + 15, Happening::Returns(request.clone(), result.clone()));
        }
        self.schedule.plan(after, Happening::Returns(request, result));
    }

    /// The answer reaches the browser.
    pub fn returns(&mut self, request: SentRequest, result: Result<Response, GlueError>) {
        let is_first = self.answered.insert(request.number);
        if is_first && !self.overdue.contains(&request.number) {
            return self.process_answer(request, result);
        }
        let mut profile = self.page.profile;
        if let Next::Event(event) = request.exchange.answered(result, &mut profile) {
            self.happens_late(event);
        }
    }

    /// What follows from an answer, or from its absence.
    pub fn process_answer(&mut self, request: SentRequest, result: Result<Response, GlueError>) {
        match request.exchange.answered(result, &mut self.page.profile) {
            Next::Event(event) => self.happens(event),
            Next::Send(exchange) => self.send(request.effect, exchange),
        }
    }
}
