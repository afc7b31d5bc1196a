//! The wire between page and shop: what becomes of a request, as the browser's client would have it.

use crate::fuzz::spoiled;
use crate::letter::{Ask, Letter, PATIENCE};
use crate::shop::answer;
use crate::world::{Happening, World};
use express_checkout::flow::{Event, GlueError, Live, Record};
use express_checkout::glue::Response;
use express_checkout::glue::payment_customers::{self, CustomerEndpoint};
use express_checkout::json::Json;
use sandbox::http::{Hangup, Reply};

impl World {
    /// Sends a letter on its way.
    pub fn post(&mut self, letter: Letter) {
        let limit = letter.ask.limit();
        self.agenda.plan(limit, Happening::Overdue(letter.clone()));
        if letter.ask.is_patient() {
            self.agenda.plan(limit * PATIENCE, Happening::Overdue(letter.clone()));
        }
        let after = self.weather.outward(&mut self.chance, &letter.ask);
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
    pub fn awaited(&self) -> Vec<Ask> {
        let ask = |happening: &Happening| match happening {
            Happening::Reaches(letter) => Some(letter.ask.clone()),
            _ => None,
        };
        self.agenda.all().filter_map(ask).collect()
    }

    /// The shop handles a request, and its reply sets out.
    pub fn reaches(&mut self, letter: Letter) {
        let outlives = matches!(letter.ask, Ask::Cancellation(_, true));
        if letter.page != self.page.number && !outlives && self.chance.once_in(2) {
            return self.diary.note(|| format!("        {} was given up with its page", letter.ask.step()));
        }
        let placing = Record::of(&self.page.state).live;
        self.weather.knows_orders = matches!(placing, Some(Live::Placing { orders_before: Some(_), .. }));
        if let Some(fault) = self.weather.strikes(&mut self.chance, letter.ask.step()) {
            self.shop.break_at(letter.ask.step(), &fault, Some(1));
        }
        let now = self.agenda.now();
        let reply = self.shop.ask(&letter.call, now);
        self.diary.note(|| format!("{now:>7}        {} {} {:?}", letter.ask.step(), reply.status, reply.hangup));
        if let Ask::Order(_, payment) = &letter.ask
            && self.shop.ledger().orders.len() > self.address_states.orders.len()
        {
            self.diary.carries(payment);
        }
        if letter.ask.moves_money() {
            self.look();
        }
        self.reply(letter, &reply);
    }

    fn reply(&mut self, letter: Letter, reply: &Reply) {
        let result = match reply.hangup {
            // Nothing ever comes: its deadline is all that is heard.
            Some(Hangup::Never | Hangup::Drip) => return,
            Some(Hangup::Drop) if !letter.again && self.weather.resends(&mut self.chance, &letter.ask) => {
                let again = Letter { again: true, ..letter };
                return self.agenda.plan(1, Happening::Reaches(again));
            }
            Some(Hangup::Drop | Hangup::CutOff) => Err(GlueError::Network),
            None if reply.status == 401 && !letter.again && letter.ask.may_renew() => {
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

    pub fn returns(&mut self, letter: Letter, result: Result<Response, GlueError>) {
        let is_first = self.answered.insert(letter.number);
        let event = letter.ask.heard(result);
        if !is_first || self.overdue.contains(&letter.number) {
            return self.happens_late(event);
        }
        // The shop has one of two names for the customer route.
        if let (Ask::Customer(request, method, data, endpoint), Event::CustomerFetched(_, result)) =
            (&letter.ask, &event)
        {
            let wrong = result.as_ref().is_err_and(payment_customers::wrong_spelling);
            if wrong && *endpoint == CustomerEndpoint::Plural && self.page.endpoint.is_none() {
                let call = payment_customers::call(CustomerEndpoint::Singular, method, data);
                let ask = Ask::Customer(*request, method.clone(), data.clone(), CustomerEndpoint::Singular);
                self.letters += 1;
                return self.post(Letter { number: self.letters, ask, call, ..letter });
            }
            if !wrong {
                self.page.endpoint = Some(*endpoint);
            }
        }
        self.happens(event);
    }
}
