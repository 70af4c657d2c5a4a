package dev.patchbay.catalog.search;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Makes words of names and texts, the same for tools and for queries: split at everything that is no letter or digit and
 * at camel case, in lower case, without accents, stemmed as English. What {@code _.-} or camel case joins is a word too,
 * so that {@code GitHub} is found by {@code github}.
 *
 * <p>Threads: any.
 */
final class ToolWords extends Analyzer {
    private static final int PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS | WordDelimiterGraphFilter.CATENATE_WORDS
            | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE | WordDelimiterGraphFilter.SPLIT_ON_NUMERICS
            | WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

    /** An abbreviation ends where the next word begins: HTTPServer. */
    private static final Pattern AFTER_ABBREVIATION = Pattern.compile("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    @Override
    protected Reader initReader(String field, Reader reader) {
        return new PatternReplaceCharFilter(AFTER_ABBREVIATION, "_", reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream parts = new WordDelimiterGraphFilter(words, PARTS, null);
        return new TokenStreamComponents(words,
                new PorterStemFilter(new ASCIIFoldingFilter(new LowerCaseFilter(parts))));
    }

    /** Returns the first distinct words of a text. */
    Set<String> of(String text, int most) {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream stream = tokenStream("", new StringReader(text))) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (words.size() < most && stream.incrementToken()) {
                words.add(word.toString());
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        }
    }
}
