//! What an instance keeps under a name, as JSON. Knows nothing about what it means.

use domain::time::Timestamp;
use serde_json::Value;

use crate::{
    Put, Store,
    changes::Subject,
    error::{Result, StoreError},
    sql::Sql,
    write::{Tx, Write, json},
};

const SETTING: Sql = Sql::shared("SELECT value FROM setting WHERE name = $1");

impl Store {
    /// Sets a value; a change number is given unless it was set to the same already.
    pub async fn put_setting(&self, key: &str, value: &Value, at: Timestamp) -> Result<Put<()>> {
        self.write(PutSetting { key: key.to_owned(), value: json(value)?, at }).await
    }

    /// The value of that name, if it was ever set.
    pub async fn setting(&self, key: &str) -> Result<Option<Value>> {
        let Some(row) = self.one(&SETTING, &[key.into()]).await? else { return Ok(None) };
        let corrupt = |error| StoreError::Corrupt(format!("The setting {key} cannot be read: {error}."));
        serde_json::from_str(row.text(0)?).map(Some).map_err(corrupt)
    }
}

struct PutSetting {
    key: String,
    value: String,
    at: Timestamp,
}

const WRITE: Sql = Sql::shared(
    "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
);

impl Write for PutSetting {
    type Output = Put<()>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Put<()>> {
        let put = match tx.one(&SETTING, &[self.key.as_str().into()]).await? {
            Some(row) if row.text(0)? == self.value => return Ok(Put::Unchanged(())),
            Some(_) => Put::Updated(()),
            None => Put::Created(()),
        };
        tx.execute(&WRITE, &[self.key.as_str().into(), self.value.as_str().into()]).await?;
        tx.announce(self.at, &[Subject::Setting(self.key.clone())]).await?;
        Ok(put)
    }
}
