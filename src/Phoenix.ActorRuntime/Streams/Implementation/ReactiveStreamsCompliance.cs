namespace Akka.Streams.Implementation;

/// <summary>What is said to those who break the rules of Reactive Streams.</summary>
public static class ReactiveStreamsCompliance
{
    public const string ElementMustNotBeNullMsg = "Element must not be null, rule 2.13";

    public const string ExceptionMustNotBeNullMsg = "Exception must not be null, rule 2.13";

    public const string SubscriptionMustNotBeNullMsg = "Subscription must not be null, rule 2.13";

    public const string SubscriberMustNotBeNullMsg = "Subscriber must not be null, rule 1.9";

    public const string NumberOfElementsInRequestMustBePositiveMsg =
        "The number of requested elements must be > 0 (see reactive-streams specification, rule 3.9)";

    public const string SupportsOnlyASingleSubscriber =
        "only supports one subscriber (which is allowed, see reactive-streams specification, rule 1.12)";
}
