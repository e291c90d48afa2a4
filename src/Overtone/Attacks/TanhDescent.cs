using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The descent of Carlini and Wagner's attack for one constant per image, by Adam in the variable of the tanh.</summary>
internal sealed class TanhDescent
{
    // Keeps the inverse of tanh finite where a pixel is black or white.
    private const double Shrink = 0.999999;
    private const double FirstMoment = 0.9, SecondMoment = 0.999, Tiny = 1e-8, Stall = 0.9999;
    private const int Looks = 10;

    private readonly CarliniWagner _attack;

    // One row per image still going on: place, image, label, constant, w, the two moments, the loss at the last look.
    private readonly Tensor[] _rows;
    private readonly bool[] _succeeded;

    public TanhDescent(Tensor images, Tensor labels, Tensor constants, CarliniWagner attack)
    {
        _attack = attack;
        _succeeded = new bool[images.shape[0]];
        using var scope = NewDisposeScope();
        Tensor start = (((images * 2) - 1) * Shrink).atanh();
        _rows = [
            arange(images.shape[0], dtype: ScalarType.Int64, device: images.device), images.clone(), labels.clone(), constants.clone(),
            start, zeros_like(start), zeros_like(start), full(images.shape[0], double.PositiveInfinity, ScalarType.Float32, images.device),
        ];
        foreach (Tensor row in _rows)
            row.MoveToOuterDisposeScope();
    }

    /// <summary>Descends, and offers each point that is misclassified by the margin asked for.</summary>
    /// <returns>For which images there was one.</returns>
    public IReadOnlyList<bool> Run(IDifferentiableClassifier classifier, NearestBroken nearest, CancellationToken cancellation)
    {
        int look = Math.Max(_attack.Steps / Looks, 1);
        for (int step = 1; step <= _attack.Steps && _rows[0].shape[0] > 0; step++)
        {
            using var scope = NewDisposeScope();
            (Tensor points, Tensor squashed) = Points();
            var loss = new ImageLoss(AttackLoss.Margin, _rows[2]);
            using ClassifierGradient asked = classifier.Of(_rows[0]).InputGradient(points, loss.Cotangents, cancellation);
            Tensor margins = loss.Values(asked.Logits), lack = _attack.Confidence - margins;
            Offer(nearest, points, margins);
            Tensor change = points - _rows[1], isLacking = lack.gt(0).to_type(ScalarType.Float32);
            Tensor byPixel = (change * 2) - (asked.Gradient * (isLacking * _rows[3]).reshape(-1, 1, 1, 1));
            Update(byPixel * (1 - squashed.square()) / 2, step);
            if (_attack.EndsEarly && step % look == 0)
                EndWhereStalled(change.square().sum([1, 2, 3]) + (_rows[3] * lack.clamp_min(0)));
        }

        return _succeeded;
    }

    private (Tensor Points, Tensor Squashed) Points()
    {
        Tensor squashed = _rows[4].tanh();
        return ((squashed + 1) / 2, squashed);
    }

    private void Offer(NearestBroken nearest, Tensor points, Tensor margins)
    {
        Tensor isBroken = margins.gt(0).logical_and(margins.ge(_attack.Confidence));
        nearest.Offer(_rows[0], points, isBroken);
        foreach (long place in _rows[0].masked_select(isBroken).cpu().data<long>().ToArray())
            _succeeded[place] = true;
    }

    private void Update(Tensor gradient, int step)
    {
        _rows[5].mul_(FirstMoment).add_(gradient * (1 - FirstMoment));
        _rows[6].mul_(SecondMoment).add_(gradient.square() * (1 - SecondMoment));
        Tensor first = _rows[5] / (1 - Math.Pow(FirstMoment, step)), second = _rows[6] / (1 - Math.Pow(SecondMoment, step));
        _rows[4].sub_(first / (second.sqrt() + Tiny) * _attack.LearningRate);
    }

    private void EndWhereStalled(Tensor losses)
    {
        Tensor going = losses.le(_rows[7] * Stall).nonzero().squeeze(1);
        _rows[7].copy_(losses);
        if (going.shape[0] == losses.shape[0])
            return;
        for (int row = 0; row < _rows.Length; row++)
        {
            Tensor whole = _rows[row];
            _rows[row] = whole.index_select(0, going).MoveToOuterDisposeScope();
            whole.Dispose();
        }
    }
}
