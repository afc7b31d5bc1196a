//! A pool of shared values: millions of worlds share a few machines and records.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// A value of a pool, with its hash.
#[derive(Debug)]
pub struct Shared<T>(Arc<(u64, T)>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.1
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u64(self.0.0);
    }
}

/// All values of a type.
#[derive(Debug)]
pub struct Pool<T> {
    /// Divided by the hash, so that threads rarely wait for each other.
    shards: [Mutex<HashSet<Shared<T>, Known>>; 16],
}

/// The hashes are calculated already.
type Known = BuildHasherDefault<Taken>;

/// A hasher that returns the given hash.
#[derive(Debug, Default)]
pub struct Taken(u64);

impl Hasher for Taken {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { shards: Default::default() }
    }
}

impl<T: Eq + Hash> Pool<T> {
    /// The shared value.
    pub fn share(&self, value: T) -> Shared<T> {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(&value);
        let shared = Shared(Arc::new((hash, value)));
        let mut shard = self.shards[hash as usize % 16].lock().unwrap_or_else(PoisonError::into_inner);
        match shard.get(&shared) {
            Some(known) => known.clone(),
            None => {
                shard.insert(shared.clone());
                shared
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_shared() {
        let pool = Pool::default();
        let (first, again, other) =
            (pool.share("a".to_owned()), pool.share("a".to_owned()), pool.share("b".to_owned()));
        assert!(Arc::ptr_eq(&first.0, &again.0));
        assert_ne!(first, other);
        assert_eq!(&*other, "b");
    }
}
