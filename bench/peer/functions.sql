set search_path = bench, public;

-- The pages of a speaker: by the index, latest first.
create function latest_statements(speaker text) returns setof statements language sql stable rows 100 as $$
  select s.* from bench.statements s
  where s.speaker_num = (select a.num from bench.actors a where a.id = speaker)
  order by s.said_at desc, s.num desc
$$;

-- A state's pledges of a strength that are missing from a kind of document, by
-- deadline: the index gives them in order, so a page stops when it is full.
create function omitted_pledges(state text, kind text, strength text) returns setof commitments language sql stable rows 100 as $$
  select c.* from bench.commitments c
  where c.pledgor_num = (select a.num from bench.actors a where a.id = state)
    and c.strength = omitted_pledges.strength
    and exists (
      select 1 from bench.presences p join bench.documents d on d.num = p.document_num
      where p.commitment_num = c.num and p.status = 'OMITTED' and d.document_kind = kind)
  order by c.deadline, c.num
$$;

-- What lies around a node. It walks level by level, stops when it has as many
-- nodes as wanted, and reads no more edges of a node than that. Then it adds
-- the edges between what it found, from the side that has few.
create function neighborhood(start text, depth int, most int) returns json language plpgsql stable as $$
declare
  seen bigint[];
  level bigint[];
  near bigint[];
  other bigint;
begin
  select array[n.num] into seen from bench.nodes n where n.id = start;
  if seen is null then return null; end if;
  level := seen;
  for step in 1..depth loop
    near := level;
    level := '{}';
    for other in
      select e.num from unnest(near) with ordinality as f(num, at) cross join lateral (
        (select r.to_num as num from bench.relations r where r.from_num = f.num limit most)
        union all
        (select r.from_num from bench.relations r where r.to_num = f.num limit most)
      ) e
    loop
      exit when cardinality(seen) >= most;
      continue when other = any (seen);
      seen := seen || other;
      level := level || other;
    end loop;
    exit when cardinality(seen) >= most or cardinality(level) = 0;
  end loop;
  return (
    with members as materialized (
      select n.num, n.id, n.kind, n.label, s.at from unnest(seen) with ordinality as s(num, at) join bench.nodes n using (num)
    ), edges as (
      -- Statements, commitments and documents have few edges; every edge of
      -- the corpus has one of them at an end.
      select r.type, m.id as a, o.id as b from members m
        join bench.relations r on r.from_num = m.num join members o on o.num = r.to_num
        where m.kind in ('STATEMENT', 'COMMITMENT', 'DOCUMENT')
      union all
      select r.type, o.id, m.id from members m
        join bench.relations r on r.to_num = m.num join members o on o.num = r.from_num
        where m.kind in ('STATEMENT', 'COMMITMENT') and o.kind not in ('STATEMENT', 'COMMITMENT', 'DOCUMENT')
    )
    select json_build_object(
      'nodes', (select json_agg(json_build_object('id', id, 'kind', kind, 'label', label) order by at) from members),
      'relations', (select coalesce(json_agg(json_build_object('type', type, 'from', json_build_object('id', a), 'to', json_build_object('id', b))), '[]') from edges)
    )
  );
end $$;

create type trace_match as (id text, score real, speaker_id text, speaker_name text, exact text, document_id text, title text);

create function described(found bigint, score real) returns trace_match language sql stable as $$
  select row(s.id, score, a.id, a.name, s.text, d.id, d.title)::bench.trace_match
  from bench.statements s join bench.documents d on d.num = s.document_num left join bench.actors a on a.num = s.speaker_num
  where s.num = found
$$;

-- The way of the manual: trigrams, the most similar first.
create function trace_by_trigrams(quote text, most int) returns setof trace_match language sql stable rows 3 as $$
  select (bench.described(x.num, x.score)).* from (
    select s.num, word_similarity(quote, s.text) as score from bench.statements s
    where quote <% s.text order by score desc, s.num limit most) x
  order by x.score desc
$$;

-- The faster way: statements that have three of the six rarest words of the
-- quote, ordered by similarity, which is dear; trigrams where nothing similar
-- has.
create function trace(quote text, most int) returns setof trace_match language plpgsql stable rows 3 as $$
declare
  triples tsquery;
begin
  with rare as (
    select f.word, row_number() over (order by f.statements) as at
    from unnest(tsvector_to_array(to_tsvector('simple', quote))) as l(word)
    join bench.word_frequencies f on f.word = l.word
    order by f.statements limit 6
  )
  select string_agg(format('%L & %L & %L', a.word, b.word, c.word), ' | ')::tsquery into triples
    from rare a join rare b on a.at < b.at join rare c on b.at < c.at;
  return query
    select (bench.described(x.num, x.score)).* from (
      select s.num, word_similarity(quote, s.text) as score from bench.statements s
      where to_tsvector('simple', s.text) @@ triples
      order by score desc, s.num limit most) x
    where x.score >= 0.5 order by x.score desc;
  if not found then
    return query select * from bench.trace_by_trigrams(quote, most);
  end if;
end $$;

-- A statement with its edges, if its words are those of the document.
create function put_statement(speaker text, speaker_as text, about text[], document text, exact text, span_start int, span_end int)
  returns statements language plpgsql volatile as $$
declare
  made bench.statements;
  doc bench.documents;
begin
  select * into doc from bench.documents d where d.id = document;
  if doc.num is null or substring(doc.content from span_start + 1 for span_end - span_start) is distinct from exact then
    raise exception 'the words are not those of the document';
  end if;
  made.num := nextval('bench.numbers');
  made.id := 'statement:' || replace(gen_random_uuid()::text, '-', '');
  made.kind := 'STATEMENT';
  made.document_num := doc.num;
  select a.num into strict made.speaker_num from bench.actors a where a.id = speaker;
  made.speaker_as := speaker_as;
  made.text := exact;
  made.span_start := span_start;
  made.span_end := span_end;
  made.quote_type := 'INDIRECT';
  made.cue := 'said';
  made.act := 'ASSERT';
  made.said_at := doc.published_at;
  insert into bench.nodes values (made.num, made.id, 'STATEMENT', left(exact, 120));
  insert into bench.statements select made.*;
  insert into bench.relations values
    ('STATED', made.speaker_num, made.num, doc.num, span_start, span_end),
    ('REPORTED_IN', made.num, doc.num, doc.num, span_start, span_end);
  insert into bench.relations
    select 'ABOUT', made.num, n.num, doc.num, span_start, span_end from bench.nodes n where n.id = any (about);
  return made;
end $$;

-- A speaker may have said one thing or ten thousand; for the average one the
-- planner would collect and sort. Read in the order of the index, a list stops
-- at the end of its page whoever speaks.
alter database bench set enable_sort = off;

-- Names as clients of the graph know them.
comment on table nodes is E'@omit\n@behavior -*';
comment on table relations is E'@omit\n@behavior -*';
comment on function latest_statements(text) is E'@behavior +list -connection';
comment on function trace(text, int) is E'@behavior +list -connection';
comment on function trace_by_trigrams(text, int) is E'@behavior +list -connection';
comment on function described(bigint, real) is E'@omit\n@behavior -*';
comment on constraint statements_speaker_num_fkey on statements is E'@fieldName speaker';
comment on constraint statements_document_num_fkey on statements is E'@fieldName document';
comment on constraint commitments_pledgor_num_fkey on commitments is E'@fieldName pledgedBy';
comment on constraint presences_commitment_num_fkey on presences is E'@foreignSimpleFieldName appearsIn\n@behavior +list -connection';
comment on constraint presences_document_num_fkey on presences is E'@fieldName document';

analyze;
