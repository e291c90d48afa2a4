namespace Overtone.Models.Onnx;

/// <summary>
/// How much a model may ask for on an input. A damaged size must not ask for all memory, or for years: what real models compute is far
/// below.
/// </summary>
/// <param name="numbers">Numbers of the input.</param>
internal sealed class OnnxBudget(long numbers)
{
    private const double Least = 1 << 24, Times = 4096, Together = 64, StepsEach = 4096;

    private double _spent;

    /// <summary>Numbers of one tensor.</summary>
    public double MostNumbers { get; } = Math.Max(Least, Times * numbers);

    /// <summary>Multiplications of one node.</summary>
    public double MostSteps => MostNumbers * StepsEach;

    /// <summary>Counts what a node gave; all of it may be needed for a gradient.</summary>
    /// <param name="count">Numbers.</param>
    /// <returns>Whether that was not too much.</returns>
    public bool Spend(double count) => (_spent += count) <= MostNumbers * Together;
}
