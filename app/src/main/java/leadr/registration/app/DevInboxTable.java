package leadr.registration.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import leadr.registration.application.mail.DevInbox;
import leadr.registration.application.mail.MailContent;
import leadr.registration.application.mail.MailSender;
import leadr.registration.application.secret.SealedText;
import leadr.registration.application.secret.TextCipher;
import leadr.registration.domain.email.EmailAddress;

/**
 * Keeps mails instead of sending them, in a small table of its own beside the others: for development. Sealed like the
 * outbox, so that a copied data folder shows no code. Keeps the newest {@value #KEPT}.
 */
final class DevInboxTable implements MailSender, DevInbox {
    private static final int KEPT = 500;

    private final DataSource dataSource;
    private final TextCipher cipher;
    private final InstantSource clock;

    DevInboxTable(DataSource dataSource, TextCipher cipher, InstantSource clock) throws SQLException {
        this.dataSource = dataSource;
        this.cipher = cipher;
        this.clock = clock;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists dev_inbox (
                        id uuid not null primary key,
                        recipient varchar(254) not null,
                        content_key_id varchar(32) not null,
                        content bytea not null,
                        sent_at timestamp(6) with time zone not null)
                    """);
            connection.commit();
        }
    }

    @Override
    public Delivery send(UUID id, EmailAddress to, MailContent content) {
        SealedText locked = cipher.seal(id.toString(), content.join());
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into dev_inbox (id, recipient, content_key_id, content, sent_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing");
                PreparedStatement trim = connection.prepareStatement("delete from dev_inbox where id not in"
                        + " (select id from dev_inbox order by sent_at desc, id desc fetch first ? rows only)")) {
            insert.setObject(1, id);
            insert.setString(2, to.value());
            insert.setString(3, locked.keyId());
            insert.setBytes(4, locked.bytes());
            insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            trim.setInt(1, KEPT);
            trim.executeUpdate();
            connection.commit();
            return new Delivery(Outcome.SENT, "kept in the dev inbox");
        } catch (SQLException failure) {
            return new Delivery(Outcome.TEMPORARY_REFUSAL, "the dev inbox is not available");
        }
    }

    @Override
    public List<Received> newest(int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select * from dev_inbox order by sent_at desc, id desc fetch first ? rows only")) {
            query.setInt(1, limit);
            List<Received> mails = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    read(row).ifPresent(mails::add);
                }
            }
            return mails;
        } catch (SQLException failure) {
            throw new IllegalStateException("the dev inbox cannot be read", failure);
        }
    }

    private Optional<Received> read(ResultSet row) throws SQLException {
        String to = row.getString("recipient");
        OffsetDateTime sentAt = row.getObject("sent_at", OffsetDateTime.class);
        SealedText locked = new SealedText(row.getString("content_key_id"), row.getBytes("content"));
        return cipher.open(row.getString("id"), locked)
                .map(MailContent::split)
                .map(mail ->
                        new Received(to, mail.subject(), mail.text(), mail.html(), mail.code(), sentAt.toInstant()));
    }
}
