package leadr.registration.application.mail;

/**
 * How a template looks with made-up values: for who writes one.
 *
 * @param name of the template, such as {@code de/verification}
 */
public record SampleMail(String name, MailContent content) {}
