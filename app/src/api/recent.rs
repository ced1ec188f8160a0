//! What many people ask in the same minute is answered once: the first page, the pages of needs and of results.
//!
//! A question that says where somebody is, what they typed, or what they saved, is never kept. Knows nothing about how answers are made.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{Lang, filter, time::Timestamp};

use super::{Answer, Question};

/// Answers that are kept; beyond that the minute passes without.
const MOST: usize = 128;

/// The answers of this minute. Cheap to clone; all clones share them.
#[derive(Clone, Default)]
pub struct Recent(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// The change of the directory and the minute that the answers are about.
    when: (u64, i64),
    answers: HashMap<(Lang, Question), Answer>,
}

impl Recent {
    /// The answer as of a change of the directory and a moment, made only if nobody asked before.
    pub fn answer(
        &self,
        (change, now): (u64, Timestamp),
        lang: Lang,
        question: &Question,
        make: impl FnOnce() -> Answer,
    ) -> Answer {
        if !is_public(question) {
            return make();
        }
        let when = (change, now.div_euclid(60));
        let key = (lang, question.clone());
        if let Some(answer) = self.kept(when, |answers| answers.get(&key).cloned()) {
            return answer;
        }
        let answer = make();
        self.kept(when, |answers| {
            if answers.len() < MOST {
                answers.insert(key, answer.clone());
            }
        });
        answer
    }

    fn kept<T>(&self, when: (u64, i64), with: impl FnOnce(&mut HashMap<(Lang, Question), Answer>) -> T) -> T {
        // A panic leaves whole answers behind.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.when != when {
            *kept = Kept { when, answers: HashMap::new() };
        }
        with(&mut kept.answers)
    }
}

fn is_public(question: &Question) -> bool {
    match question {
        Question::Home => true,
        Question::Help { place } => place.is_empty(),
        Question::Find(query) => {
            let filter = filter::parse(query).0;
            filter.near.is_none() && filter.bbox.is_none() && filter.q.is_empty() && filter.place.is_empty()
        }
        Question::Listing { .. }
        | Question::Guide
        | Question::GuidePage { .. }
        | Question::Saved { .. }
        | Question::About => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = 1_795_435_200;

    fn asked(recent: &Recent, when: (u64, Timestamp), question: &Question) -> bool {
        let mut asked = false;
        recent.answer(when, Lang::Uk, question, || {
            asked = true;
            Answer::Gone(Vec::new())
        });
        asked
    }

    #[test]
    fn a_question_is_answered_once_in_a_minute() {
        let recent = Recent::default();
        let food = Question::Find("category=food".to_owned());
        assert!(asked(&recent, (7, NOON), &food) && !asked(&recent, (7, NOON + 59), &food));
        assert!(asked(&recent, (7, NOON + 60), &food) && !asked(&recent, (7, NOON + 61), &food));
        assert!(asked(&recent, (8, NOON + 61), &food), "the directory changed");
        assert!(asked(&recent, (8, NOON + 61), &Question::Help { place: String::new() }));
    }

    #[test]
    fn where_somebody_is_and_what_they_typed_is_not_kept() {
        let recent = Recent::default();
        for question in
            ["near=48.857,2.352", "bbox=1,2,3,4", "q=лікар", "place=Lyon"].map(|query| Question::Find(query.to_owned()))
        {
            assert!(asked(&recent, (7, NOON), &question) && asked(&recent, (7, NOON), &question));
        }
        assert!(recent.0.lock().unwrap().answers.is_empty());
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let recent = Recent::default();
        for page in 0..MOST + 10 {
            asked(&recent, (7, NOON), &Question::Find(format!("page={page}")));
        }
        assert_eq!(recent.0.lock().unwrap().answers.len(), MOST);
    }
}
