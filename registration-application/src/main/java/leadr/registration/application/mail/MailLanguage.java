package leadr.registration.application.mail;

import java.util.Map;

/**
 * What mails in one language are made of.
 *
 * @param tag of BCP 47, such as {@code de}
 * @param templates of the kinds that are written in this language; all of them in the fallback
 */
record MailLanguage(String tag, Words words, Map<MailKind, Template> templates) {
    /** @param values of all places of the kind, which has a template here */
    MailContent write(MailKind kind, Map<String, String> values) {
        Template template = templates.get(kind);
        if (template == null) {
            throw new IllegalStateException("no template for " + kind + " in " + tag);
        }
        return template.fill(values, tag);
    }
}
