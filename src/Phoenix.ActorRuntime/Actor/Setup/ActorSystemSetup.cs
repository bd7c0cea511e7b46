using System.Collections.Immutable;
using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>What a part of an actor system is given in code when the system is created: objects that no text of
/// settings can name.</summary>
public abstract class Setup
{
    /// <summary>This setup and <paramref name="other"/>, which wins if both are of one type.</summary>
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

/// <summary>The setups a system is created with, one of each type. Immutable.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new([]);

    private readonly ImmutableArray<Setup> _setups;

    private ActorSystemSetup(ImmutableArray<Setup> setups) => _setups = setups;

    public static ActorSystemSetup Create(params Setup[] setup) =>
        setup.Aggregate(Empty, static (all, one) => all.WithSetup(one));

    /// <summary>The setup of the type, if there is one.</summary>
    public Option<T> Get<T>()
        where T : Setup => _setups.FirstOrDefault(static known => known.GetType() == typeof(T)) is T found
        ? Option<T>.Create(found)
        : Option<T>.None;

    /// <summary>With <paramref name="setup"/> in place of the one of its type.</summary>
    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new ActorSystemSetup(_setups.RemoveAll(known => known.GetType() == setup.GetType()).Add(setup));
    }

    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    public override string ToString() =>
        $"{nameof(ActorSystemSetup)}({string.Join(", ", _setups.Select(static setup => setup.GetType().FullName))})";
}
