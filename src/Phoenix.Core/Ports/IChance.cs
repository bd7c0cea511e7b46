namespace Phoenix.Core.Ports;

/// <summary>The only source of randomness: seeded, so that a run can be repeated.</summary>
public interface IChance
{
    /// <summary>Uniform in [0, 1).</summary>
    double NextUnit();
}
