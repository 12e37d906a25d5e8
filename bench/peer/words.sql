-- What finds quotes; runs beside indexes.sql.
set search_path = bench, public;

create index statements_trigrams on statements using gin (text gin_trgm_ops);
create index statements_words on statements using gin (to_tsvector('simple', text));

-- In how many statements a word is: a trace looks for the rare ones first.
create table word_frequencies as
  select word, ndoc as statements from ts_stat('select to_tsvector(''simple'', text) from bench.statements');
alter table word_frequencies add primary key (word);
comment on table word_frequencies is E'@omit\n@behavior -*';
