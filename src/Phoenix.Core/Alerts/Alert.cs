using Phoenix.Core.Primitives;

namespace Phoenix.Core.Alerts;

/// <summary>Which alert it is: two of the same rule and subject are one.</summary>
/// <param name="Subject">A symbol, the slot of a connection, or <see cref="Everything"/>.</param>
public readonly record struct AlertKey(AlertRule Rule, string Subject) : IComparable<AlertKey>
{
    /// <summary>The subject of what concerns no single symbol or connection.</summary>
    public const string Everything = "all";

    public int CompareTo(AlertKey other) => Rule != other.Rule
        ? Rule.CompareTo(other.Rule)
        : string.CompareOrdinal(Subject, other.Subject);

    public override string ToString() => $"{Rule} {Subject}";
}

/// <summary>Something worth an alert that holds now.</summary>
/// <param name="Detail">Figures and names, without a sentence around them; may be empty.</param>
/// <param name="Since">When it began to hold.</param>
public sealed record AlertCondition(AlertKey Key, string Detail, Instant Since);

/// <summary>What is said of an alert.</summary>
public enum NoticeKind
{
    /// <summary>It began.</summary>
    Raised = 1,

    /// <summary>It began some time ago and still stands.</summary>
    Reminder,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>It began and is over; neither was told when it happened.</summary>
    Passed,
}

/// <summary>One piece of news about one alert.</summary>
/// <param name="Alert">As it stood last while it held.</param>
/// <param name="At">When this became news.</param>
/// <param name="Until">When its condition ceased; null while it stands.</param>
public sealed record Notice(NoticeKind Kind, AlertCondition Alert, Instant At, Instant? Until)
{
    public AlertKey Key => Alert.Key;

    public AlertSeverity Severity => Key.Rule.Severity();

    /// <summary>
    /// One notice for two about the same alert, of which the first was never told; the receiver then knows as much as
    /// if he had been told both.
    /// </summary>
    public static Notice Merge(Notice untold, Notice later) => (untold.Kind, later.Kind) switch
    {
        (NoticeKind.Raised, NoticeKind.Resolved) => later with { Kind = NoticeKind.Passed },
        (NoticeKind.Raised, NoticeKind.Reminder) => later with { Kind = NoticeKind.Raised },
        (NoticeKind.Resolved, NoticeKind.Raised) => later with { Kind = NoticeKind.Reminder }, // he thinks it stands
        _ => later,
    };
}
