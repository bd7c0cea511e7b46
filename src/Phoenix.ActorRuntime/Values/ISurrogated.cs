using Akka.Actor;

namespace Akka.Util;

/// <summary>What stands for an object where the object itself cannot be written down.</summary>
public interface ISurrogate
{
    /// <summary>The object again.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that is written down as something else.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}
