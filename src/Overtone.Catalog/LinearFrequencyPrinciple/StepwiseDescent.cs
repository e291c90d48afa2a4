using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>A descent as work that a trial follows.</summary>
/// <param name="descent">The descent.</param>
/// <param name="loss">The loss at which it stops before.</param>
internal sealed class StepwiseDescent(TwoLayerDescent descent, double loss = 0) : IStepwise
{
    public long Step => descent.Step;

    public void AdvanceTo(long step, CancellationToken cancellation) => descent.TrainTo(step, loss, cancellation);

    public void Save(Stream stream) => descent.Save(stream);

    public void Load(Stream stream) => descent.Load(stream);
}
