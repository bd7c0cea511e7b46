namespace Akka.Streams.Supervision;

/// <summary>What an operator does about an exception of the function it was given.</summary>
public enum Directive
{
    /// <summary>The stream fails.</summary>
    Stop,

    /// <summary>The element is dropped, the operator goes on.</summary>
    Resume,

    /// <summary>The element is dropped, the operator goes on without the state it had.</summary>
    Restart,
}

/// <summary>Decides by the cause.</summary>
public delegate Directive Decider(Exception cause);

/// <summary>The deciders that always say the same.</summary>
public static class Deciders
{
    public static readonly Decider StoppingDecider = _ => Directive.Stop;
    public static readonly Decider ResumingDecider = _ => Directive.Resume;
    public static readonly Decider RestartingDecider = _ => Directive.Restart;
}
