package dev.patchbay.catalog.search;

import dev.patchbay.catalog.ToolEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Finds tools among those of one view, by their names, titles, descriptions and arguments as that view shows them. It
 * holds no other tools, so neither a hit, a number nor the order of hits depends on what the client does not see.
 *
 * <p>It keeps names and no entries, since it outlives the plugins of the view from which it was made.
 *
 * <p>Threads: any; immutable. Holds heap memory and nothing that must be closed.
 */
final class ToolIndex {
    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_WORDS = 64;
    private static final float EXACT = 1_000;
    private static final String EXACT_NAME = "exact";
    private static final String NAME = "name";
    private static final String TITLE = "title";
    private static final String TEXT = "text";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final FieldType WORDS = words();
    private static final ToolWords ANALYZER = new ToolWords();

    private final List<String> names;
    private final IndexSearcher searcher;

    /**
     * What was found.
     *
     * @param names the names of the best, the best first
     * @param matching how many there are in all
     */
    record Found(List<String> names, int matching) {}

    private ToolIndex(List<String> names, IndexSearcher searcher) {
        this.names = names;
        this.searcher = searcher;
    }

    private static FieldType words() {
        FieldType words = new FieldType();
        words.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        words.setTokenized(true);
        words.freeze();
        return words;
    }

    static ToolIndex of(List<ToolEntry> tools) {
        // Without merges, and written by one thread, the numbers of the documents are the places in the list
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER).setMergePolicy(NoMergePolicy.INSTANCE)
                .setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(new ByteBuffersDirectory(), config)) {
            for (ToolEntry tool : tools) {
                writer.addDocument(document(tool));
            }
            IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(writer));
            searcher.setQueryCache(null);
            return new ToolIndex(tools.stream().map(ToolEntry::name).toList(), searcher);
        } catch (IOException e) {
            throw new UncheckedIOException("An index in memory cannot be written", e);
        }
    }

    /** Returns how many tools can be found. */
    int size() {
        return names.size();
    }

    private static Document document(ToolEntry tool) {
        Document document = new Document();
        document.add(new StringField(EXACT_NAME, folded(tool.name()), Field.Store.NO));
        document.add(new Field(NAME, tool.name(), WORDS));
        tool.definition().title().ifPresent(title -> document.add(new Field(TITLE, title, WORDS)));
        document.add(new Field(TEXT, tool.definition().description(), WORDS));
        for (String text : ArgumentTexts.of(tool.definition().inputSchema())) {
            document.add(new Field(TEXT, text, WORDS));
        }
        return document;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the tools that fit a text, or, if it has no words, the first tools. */
    Found find(String text, int limit) {
        try {
            TopDocs hits = searcher.search(query(text), new TopScoreDocCollectorManager(limit, Integer.MAX_VALUE));
            List<String> found = new ArrayList<>(hits.scoreDocs.length);
            for (ScoreDoc hit : hits.scoreDocs) {
                found.add(names.get(hit.doc));
            }
            return new Found(found, Math.toIntExact(hits.totalHits.value()));
        } catch (IOException e) {
            throw new UncheckedIOException("An index in memory cannot be read", e);
        }
    }

    /** Made of words only: a text has no syntax, and what it costs is bounded whatever is in it. */
    private static Query query(String text) {
        String bounded = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        Set<String> words = ANALYZER.of(bounded, MAX_WORDS);
        for (String word : words) {
            query.add(new CombinedFieldQuery.Builder(word).addField(NAME, 5).addField(TITLE, 3).addField(TEXT, 1)
                    .build(), Occur.SHOULD);
        }
        if (words.isEmpty()) {
            query.add(MatchAllDocsQuery.INSTANCE, Occur.SHOULD);
        }
        for (String name : names(bounded)) {
            query.add(new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(EXACT_NAME, name))), EXACT),
                    Occur.SHOULD);
        }
        return query.build();
    }

    /** What may be names of tools in a text. */
    private static List<String> names(String text) {
        return SPACE.splitAsStream(folded(text)).filter(name -> !name.isEmpty()).limit(MAX_WORDS).distinct().toList();
    }
}
