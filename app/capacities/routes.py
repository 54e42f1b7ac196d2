"""Who am I, and in which capacities may I act."""

from fastapi import APIRouter

from app.accounts.schemas import AccountOut
from app.capacities.actor import Current
from app.capacities.schemas import CapacityOut, Me
from app.core.errors import documented

router = APIRouter(tags=["sign-in"], responses=documented(401))


@router.get("/me", operation_id="get_me")
async def get_me(actor: Current) -> Me:
    account = AccountOut.model_validate(actor.account) if actor.account else None
    return Me(account=account, capacities=[CapacityOut.of(held) for held in actor.held])
