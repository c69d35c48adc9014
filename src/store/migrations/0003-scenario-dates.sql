-- The two days between which a scenario is usually looked at.

alter table facts.scenarios add column "from" date, add column "to" date;
