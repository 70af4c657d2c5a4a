package dev.patchbay.broker.datasource;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Failures of a driver as classes that a plugin knows too, without the address of the database and its user in the text.
 * Immutable.
 */
final class MaskedFailures {
    private static final int MAX_CHAIN = 20;
    private static final Pattern ADDRESS = Pattern.compile("//(?:[^/@\\s]*@)?([^/?;\\s]+)");
    private final List<String> hidden;

    MaskedFailures(DatasourceSettings settings) {
        Matcher address = ADDRESS.matcher(settings.url());
        String server = address.find() ? address.group(1) : "";
        hidden = List.of(settings.url(), server, settings.user()).stream().filter(text -> text.length() > 1).toList();
    }

    SQLException masked(SQLException failure) {
        SQLException first = one(failure);
        SQLException last = first;
        SQLException next = failure.getNextException();
        for (int i = 0; next != null && i < MAX_CHAIN; i++) {
            SQLException masked = one(next);
            last.setNextException(masked);
            last = masked;
            next = next.getNextException();
        }
        return first;
    }

    SQLWarning masked(SQLWarning warning) {
        SQLWarning masked = new SQLWarning(text(warning), warning.getSQLState(), warning.getErrorCode());
        if (warning.getNextWarning() != null) {
            masked.setNextWarning(masked(warning.getNextWarning()));
        }
        return masked;
    }

    private String text(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        for (String each : hidden) {
            text = text.replace(each, "***");
        }
        return text;
    }

    private SQLException one(SQLException failure) {
        String text = text(failure);
        String state = failure.getSQLState();
        int code = failure.getErrorCode();
        SQLException masked = switch (failure) {
            case BatchUpdateException batch -> new BatchUpdateException(text, state, code, batch.getUpdateCounts());
            case SQLIntegrityConstraintViolationException any ->
                    new SQLIntegrityConstraintViolationException(text, state, code);
            case SQLSyntaxErrorException any -> new SQLSyntaxErrorException(text, state, code);
            case SQLDataException any -> new SQLDataException(text, state, code);
            case SQLTimeoutException any -> new SQLTimeoutException(text, state, code);
            case SQLTransactionRollbackException any -> new SQLTransactionRollbackException(text, state, code);
            case SQLFeatureNotSupportedException any -> new SQLFeatureNotSupportedException(text, state, code);
            case SQLTransientConnectionException any -> new SQLTransientConnectionException(text, state, code);
            case SQLNonTransientConnectionException any -> new SQLNonTransientConnectionException(text, state, code);
            case SQLRecoverableException any -> new SQLRecoverableException(text, state, code);
            default -> new SQLException(text, state, code);
        };
        masked.setStackTrace(failure.getStackTrace());
        return masked;
    }
}
